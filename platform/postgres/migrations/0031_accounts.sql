-- People, by account. The database itself holds that nobody is two of the three officers (Art. 35.2, design.md §9):
-- a person has one kind, and every post and delegation names person and kind.

create table account (
  person     uuid primary key,
  kind       text not null check (kind in ('staff', 'system', 'security', 'audit')),
  login      text not null unique check (login ~ '^[a-z][a-z0-9._-]{2,39}$'),
  name       text not null,
  org        text not null references organisation,
  state      text not null check (state in ('inactive', 'active', 'locked', 'closed')),
  ends_on    date,                                        -- people of an entrusted party (Art. 36)
  entrusted  text,                                        -- their case
  asked      jsonb not null default '[]',                 -- posts that their organisation asked for, on paper
  case_region text,
  case_id    uuid,                                        -- officers have none: they are made at set-up
  made_at    timestamptz not null default now(),
  unique (person, kind),
  check ((case_id is null) = (case_region is null)),
  check (entrusted is null or ends_on is not null)
);
-- One of each officer at a time.
create unique index account_one_officer on account (kind) where kind <> 'staff' and state <> 'closed';
create index account_org on account (org, login);
revoke delete, truncate on account from shuqiao_app;

create table post_holder (
  region     text not null,
  org        text not null references organisation,
  post       text not null,
  person     uuid not null,
  kind       text not null,
  valid_from date not null,
  valid_to   date,
  primary key (region, org, post, person, valid_from),
  foreign key (person, kind) references account (person, kind),
  check (valid_to is null or valid_from <= valid_to),
  constraint post_of_kind check (case kind
    when 'staff' then post in ('cataloguer', 'clerk', 'head', 'chief', 'operator', 'security', 'reviewer', 'lead')
    else post = 'platform-' || kind end)
);
create index post_holder_person on post_holder (person);

create table delegation (
  region     text not null,
  id         uuid not null,
  org        text not null references organisation,
  post       text not null,
  giver      uuid not null,
  taker      uuid not null,
  kind       text not null,
  valid_from date not null,
  valid_to   date not null,
  made_at    timestamptz not null default now(),
  ended_at   timestamptz,
  primary key (region, id),
  foreign key (giver, kind) references account (person, kind),
  foreign key (taker, kind) references account (person, kind),
  check (giver <> taker),
  check (valid_from <= valid_to),
  -- An officer's office is not handed on: the three stay three people.
  constraint delegation_of_staff check (kind = 'staff' and post in ('cataloguer', 'clerk', 'head', 'chief', 'operator', 'security', 'reviewer', 'lead'))
);
create index delegation_taker on delegation (taker);
create index delegation_post on delegation (region, org, post);
revoke delete, truncate on delegation from shuqiao_app;
