-- Reads are acts (design.md §9). Rows belong to a batch of one server process and ten minutes; a batch, once closed, is one entry of the ledger.
create table access_log (
  region  text not null,
  at      timestamptz not null,
  id      uuid not null,
  batch   uuid not null,
  person  uuid,
  org     text,
  post    text,
  address text not null,
  act     text not null,
  object  text not null,
  result  text not null,
  request text not null,
  primary key (region, at, id)
) partition by range (at);
create index access_log_person on access_log (person, at);
create index access_log_batch on access_log (batch);
select append_only('access_log');
insert into partitioned (table_name, period, keep_years) values ('access_log', 'month', 3);

create table access_batch (
  region    text not null,
  id        uuid not null,
  opened_at timestamptz not null,
  closed_at timestamptz,
  rows      bigint,
  root      bytea check (octet_length(root) = 32),
  primary key (region, id),
  check ((closed_at is null) = (root is null)),
  check ((closed_at is null) = (rows is null))
);
create index access_batch_open on access_batch (region, opened_at) where closed_at is null;
revoke delete, truncate on access_batch from shuqiao_app;
