-- Who has ever used a grant, each once, and when last: how many they are is counted here, not in a year of days.
create table usage_person (
  region   text not null,
  grant_id uuid not null,
  person   text not null default '',               -- '': the system itself, no person named
  last_on  date not null,                          -- in Shanghai
  primary key (region, grant_id, person)
) with (fillfactor = 80);
revoke delete, truncate on usage_person from shuqiao_app;
insert into usage_person (region, grant_id, person, last_on)
select region, grant_id, person, max(day) from usage_day group by region, grant_id, person;
