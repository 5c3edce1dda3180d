-- A department's own entries by the key they are paged by, whatever their state; its connections by a part of their name, however many others have such.
create index entry_own on entry (region, provider, id) where state <> 'abandoned';
drop index connection_text;
create index connection_text on connection using gin ((grams(name || ' ' || host || ' ' || org) || ('o' || org)));
