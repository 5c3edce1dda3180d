-- Records of use (Art. 29 ¶2): what the requester was told is due, and good effects that an authority made known (Art. 9).
create table usage_reminded (
  region text not null,
  grant_id uuid not null,
  kind text not null check (kind in ('effect', 'storage')),
  due_on date not null,
  stage integer not null check (stage between 1 and 4),
  primary key (region, grant_id, kind, due_on)
);

create table usage_typical (
  region text not null,
  id uuid not null,
  entry uuid not null,
  grant_id uuid not null,
  requester text not null,
  provider text not null,
  entry_name text not null,
  title text not null check (title <> ''),
  text text not null check (text <> ''),
  matters integer not null,
  papers integer not null,
  org text not null,
  person uuid not null,
  on_day date not null,
  withdrawn_on date,
  withdrawn_because text not null default '',
  primary key (region, id),
  foreign key (region, entry) references usage_entry (region, id)
);
create unique index usage_typical_once on usage_typical (region, entry) where withdrawn_on is null;
create index usage_typical_newest on usage_typical (on_day desc, id desc) where withdrawn_on is null;
