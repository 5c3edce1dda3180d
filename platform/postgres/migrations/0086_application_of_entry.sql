-- Who applied for an entry, over all regions: told when it changes (17 ¶3).
drop index application_entry;
create index application_of_entry on application (entry_region, entry, region, id);
