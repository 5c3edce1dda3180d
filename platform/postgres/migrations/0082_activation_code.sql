-- 35.2: an account is opened by two officers' doing. The link comes from the security officer, the code from the system
-- officer; the person needs both, and neither officer has both. One code a person; a new one ends the one before.
create table activation_code (
  person   uuid primary key references account,
  hash     bytea not null check (octet_length(hash) = 32),
  made_by  uuid not null,
  made_at  timestamptz not null default now(),
  ends_at  timestamptz not null,
  used_at  timestamptz
);
-- Codes tried at a link; the tenth wrong one ends it.
alter table one_time_link add column tries integer not null default 0 check (tries between 0 and 10);
-- The code takes the place of the confirmation.
alter table one_time_link drop column held, drop column confirmed_by, drop column confirmed_at;
