-- Before weak signatures end both sides are told, while there is time to mend the system: how many days before was told last.
alter table grant_legacy add column warned smallint;
create index grant_legacy_ending on grant_legacy (until) where ended_on is null;
