-- The leaf of a call's record, the same text byte for byte; said so that the planner may put it into the statement around it.
-- With a search path of its own, and called immutable over functions that are stable, it was set up anew for every record:
-- a third of what shipping costs the database. Every function is named with its schema instead.
create or replace function call_record_leaf(r call_record) returns bytea
language sql stable as $$
  select pg_catalog.sha256('\x00'::bytea operator(pg_catalog.||) pg_catalog.convert_to(pg_catalog.json_build_array(
    r.region, (extract(epoch from r.at) operator(pg_catalog.*) 1000000)::bigint, r.id, r.grant_id, r.application, r.caller, r.person, r.purpose, r.items, r.rows, r.bytes,
    pg_catalog.encode(r.params, 'hex'), r.status, r.reason, r.repeats, r.ms, r.address, r.claimed, r.ignored)::text, 'UTF8'))
$$;
