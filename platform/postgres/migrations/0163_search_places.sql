-- What stands in nearly every entry is read from the newest on, without the index of words; names by their beginning from the shortest on.
create index entry_listing_place on entry_listing (place desc);
drop index entry_listing_whole;
create index entry_listing_named on entry_listing (length(name), lower(name) text_pattern_ops);
