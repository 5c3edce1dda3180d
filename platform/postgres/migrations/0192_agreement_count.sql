-- How many grants stand between two departments in each state, kept with the grants: figures of a department hang on how many departments
-- there are. A job counts anew once a day what a program of an older version, which runs on while others are replaced, did not count.
create table agreement_count (
  region    text not null,                         -- of the grants
  provider  text not null,
  requester text not null,
  state     text not null,
  n         integer not null,
  primary key (region, provider, requester, state)
) with (fillfactor = 70);
revoke truncate on agreement_count from shuqiao_app;
insert into agreement_count (region, provider, requester, state, n)
select region, provider, requester, state, count(*) from agreement group by region, provider, requester, state;
create index agreement_count_provider on agreement_count (provider);
create index agreement_count_requester on agreement_count (requester);
