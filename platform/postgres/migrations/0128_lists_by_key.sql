-- Lists that can grow, by the key they are paged by.
drop index connection_org;
create index connection_named on connection (region, org, name, id);
create index connection_waiting on connection (asked_at, id) where state = 'proposed' or state = 'approved' and fault is not null;
create index connection_decided on connection (id desc) where state in ('approved', 'refused');
create index entry_subscriber_since on entry_subscriber (org, since desc, entry desc);
drop index entry_subscriber_org;
create index access_log_refused on access_log (at desc, id desc) where result <> 'ok';
create index clock_open on clock (region, case_id, name, nth) where stopped_on is null;
create index organisation_under on organisation (authority, code) where ended_on is null;
create index agreement_holders on agreement (entry_region, entry, id desc) where state <> 'disposed';
create index agreement_requester_id on agreement (requester, region, id);
create index agreement_provider_id on agreement (provider, region, id);
