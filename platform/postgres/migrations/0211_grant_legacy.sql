-- Weak signatures allowed for a grant (protocol §2.4): one row each time that its provider's head allowed them, kept when they are over.
create table grant_legacy (
  region         text not null,
  id             uuid not null,                   -- UUIDv7: in the order in which they were allowed
  grant_id       uuid not null,
  reason         text not null check (reason <> ''),
  from_on        date not null,                   -- legal dates, both days inside
  until          date not null,
  secret_as_sign boolean not null,                -- §2.3: the secret itself is taken for a signature
  org            text not null,                   -- who allowed it
  person         uuid not null,
  ended_on       date,
  ended_by       text,                            -- organisation; null: by its date, or with its grant
  primary key (region, id),
  check (until between from_on and from_on + 180),
  check (ended_on is not null or ended_by is null),
  foreign key (region, grant_id) references agreement (region, id)
);
create unique index grant_legacy_open on grant_legacy (region, grant_id) where ended_on is null;
create index grant_legacy_grant on grant_legacy (region, grant_id, id);
create index grant_legacy_newest on grant_legacy (id);
revoke delete, truncate on grant_legacy from shuqiao_app;

-- 'strict': a signature is taken once. The weak rule keeps its end and its addresses.
alter table grant_compiled add column secret_as_sign boolean not null default false;
alter table grant_compiled
  drop constraint grant_compiled_time_rule_check,
  drop constraint grant_compiled_check1,
  add constraint grant_compiled_time_rule_check check (time_rule in ('window', 'legacy', 'strict')),
  add constraint grant_compiled_legacy_check check ((time_rule = 'legacy') = (time_rule_until is not null) and (time_rule <> 'legacy' or addresses <> '[]')),
  add constraint grant_compiled_secret_as_sign_check check (not secret_as_sign or time_rule = 'legacy');
