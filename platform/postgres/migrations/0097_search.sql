-- The listing by sound (initials and syllables of name, items, department), by its whole name, and by which form of the index it was written:
-- rows of an older form are written again by a job.
alter table entry_listing add column sounds tsvector not null default '', add column indexed smallint not null default 0;
create index entry_listing_sounds on entry_listing using gin (sounds) with (fastupdate = off);
create index entry_listing_whole on entry_listing (lower(name) text_pattern_ops);
create index entry_listing_indexed on entry_listing (indexed, region, entry) where indexed < 1;
