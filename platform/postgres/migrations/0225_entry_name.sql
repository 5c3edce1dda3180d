-- What an entry is called, as its department looks for it: by the version that stands, or by the draft while none does. Any part of a name is then found
-- by an index that knows the department too, also among a hundred thousand of its own. Null: a program of before wrote it while this one was taking its place.
alter table entry add column name text;
update entry e set name = coalesce((select v.name from entry_version v where v.region = e.region and v.entry = e.id and v.version = e.current_version),
  (select d.body ->> 'name' from catalog_draft d where d.region = e.region and d.entry = e.id and d.open and e.current_version is null limit 1), '');
create index entry_called on entry using gin ((grams(name) || ('o' || provider))) with (fastupdate = off) where state <> 'abandoned';
create index entry_uncalled on entry (region, provider) where name is null;
