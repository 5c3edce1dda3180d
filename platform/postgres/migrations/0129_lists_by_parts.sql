-- What a department looks for in its lists, by parts; grants of an entry in the order of their keys.
create index connection_text on connection using gin (grams(name || ' ' || host || ' ' || org));
create index resource_on on resource (region, connection_id, id desc) where state <> 'retired';
drop index agreement_holders;
create index agreement_entry_id on agreement (entry_region, entry, region, id);
