-- Work that follows an act and may be done after it: written in the act's transaction, taken by any number of
-- workers with `skip locked`. Notices to people, jobs of processes, calls to channels: all through one door.
create table outbox (
  region text not null,
  id uuid not null,
  topic text not null,
  body jsonb not null,
  due_at timestamptz not null default now(),
  tries integer not null default 0,
  last_error text,
  primary key (region, id)
);
create index outbox_due on outbox (due_at) where tries < 20;

-- What the console shows as 消息. Read state is the person's own; text names numbers and acts, never contents.
create table notification (
  region text not null,
  person uuid not null,
  at timestamptz not null,
  id uuid not null,
  org text not null,
  post text,
  case_region text,
  case_id uuid,
  text text not null check (length(text) <= 500),
  read_at timestamptz,
  primary key (region, person, at, id)
) partition by range (at);
create index notification_unread on notification (person, at desc) where read_at is null;
insert into partitioned (table_name, period, keep_years) values ('notification', 'month', 2);
