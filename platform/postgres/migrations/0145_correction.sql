-- Corrections (校核, Art. 26.2). What a record says is sealed: key, values, grounds, answers. Its digest, under the entry's key, is
-- that by which `received` knows it.
create table correction (
  region text not null,
  case_id uuid not null,
  requester text not null,
  provider text not null,
  entry_region text not null,
  entry uuid not null,
  entry_version integer not null,
  entry_name text not null,
  entry_code text,
  keys jsonb not null, -- the items that name a record, in the order of its digest
  rule jsonb, -- the failed quality rule that it began from
  grounds text not null default '',
  changed text not null default '',
  rows integer not null default 0 check (rows between 0 and 100000),
  next_row integer not null default 1,
  upheld integer not null default 0,
  rejected integer not null default 0,
  filed_on date,
  answered_on date,
  contested boolean not null default false,
  referrals jsonb not null default '[]',
  look_from integer, -- the record to look at next; null: nothing to look at
  look_until timestamptz, -- whoever looks holds it until then
  looked_at timestamptz,
  look_fault text,
  rating jsonb,
  primary key (region, case_id),
  foreign key (region, case_id) references legal_case (region, id),
  check (requester <> provider),
  check (upheld >= 0 and rejected >= 0 and upheld + rejected <= rows)
);
create index correction_entry on correction (entry_region, entry);
create index correction_look on correction (look_until nulls first) where look_from is not null;

create table correction_row (
  region text not null,
  case_id uuid not null,
  n integer not null check (n >= 1),
  kind text not null check (kind in ('value', 'missing', 'surplus')),
  item integer, -- number of the item; null: the whole record
  own boolean not null default true, -- who filed named it himself; else the platform found it, and he sees no value of it
  key_digest bytea not null check (octet_length(key_digest) = 16),
  sealed bytea not null,
  answer text check (answer in ('upheld', 'rejected')),
  answered bytea,
  former text check (former in ('upheld', 'rejected')), -- the answer before it was contested
  former_answered bytea,
  looked text check (looked in ('new', 'old', 'other', 'absent', 'present')),
  looked_at timestamptz,
  primary key (region, case_id, n),
  foreign key (region, case_id) references correction (region, case_id),
  check ((answer is null) = (answered is null)),
  check (kind <> 'value' or item is not null)
);
create index correction_row_key on correction_row (region, case_id, key_digest);

-- Who received which record that was put right: told, and awaited until it has confirmed.
create table correction_receiver (
  region text not null,
  case_id uuid not null,
  org text not null,
  org_region text not null,
  rows integer not null default 0,
  told_on date not null,
  remind_on date not null,
  reminded_on date,
  confirmed_on date,
  how text check (how in ('updated', 'not-kept', 'differs')),
  said text not null default '',
  primary key (region, case_id, org),
  foreign key (region, case_id) references correction (region, case_id),
  check ((confirmed_on is null) = (how is null))
);
create index correction_receiver_silent on correction_receiver (remind_on) where confirmed_on is null and reminded_on is null;
create table correction_recall (
  region text not null,
  case_id uuid not null,
  org text not null,
  n integer not null,
  grant_region text not null,
  grant_id uuid not null,
  how text not null check (how in ('call', 'batch')), -- a record of a call, or the grant's items and filter include it
  primary key (region, case_id, org, n, grant_id),
  foreign key (region, case_id, n) references correction_row (region, case_id, n)
);
revoke delete, truncate on correction_receiver from shuqiao_app;
select append_only('correction_recall');

-- 校核规则与渠道 of a department (26.2), each version kept.
create table correction_rules (
  region text not null,
  org text not null,
  version integer not null check (version >= 1),
  body jsonb not null,
  made_by uuid not null,
  on_day date not null,
  at timestamptz not null default now(),
  primary key (region, org, version)
);
select append_only('correction_rules');
