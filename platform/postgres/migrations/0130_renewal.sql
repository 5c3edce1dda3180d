-- A renewal takes over without a gap: the gateway serves the keys of the grant before it once that one's term is over.
alter table grant_compiled add column renews_region text, add column renews_id uuid;
update grant_compiled set renews_region = a.renews_region, renews_id = a.renews_id from agreement a
where a.region = grant_compiled.region and a.id = grant_compiled.id and a.renews_id is not null;
