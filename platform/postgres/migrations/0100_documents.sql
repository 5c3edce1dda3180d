-- Papers as they were made (申请表, 答复函, 不予共享说明, 督办单, 办理单, 目录清单). A paper is never changed:
-- a better one is another paper. `content` is the text that `digest` covers, character for character.
create table document (
  region      text not null,
  id          uuid not null,
  kind        text not null check (kind in ('form', 'letter', 'not-shared', 'order', 'sheet', 'list')),
  case_id     uuid,                       -- null: 目录清单
  move_version integer,                   -- the move it was fixed with; null: made on request
  number      text not null,              -- of the case, or of the list
  file_number text,                       -- 发文字号
  org         text not null,              -- who issues it
  title       text not null,
  on_day      date not null,
  content     text not null,
  digest      text not null check (digest ~ '^[0-9a-f]{64}$'),
  entry_id    uuid not null,              -- of the ledger
  made_by     uuid,                       -- null: by the platform
  made_post   text,
  made_at     timestamptz not null,
  primary key (region, id),
  foreign key (region, case_id) references legal_case (region, id),
  check (move_version is null or case_id is not null),
  check ((made_by is null) = (made_post is null))
);
create index document_case on document (region, case_id, made_at) where case_id is not null;
create index document_org on document (org, made_at desc, id desc);
create index document_digest on document (left(digest, 32));
create unique index document_file_number on document (region, org, file_number) where file_number is not null;
select append_only('document');

-- Its Word file in the object store, made once; every later print is a copy of it.
create table document_file (
  region   text not null,
  document uuid not null,
  sha256   text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes    integer not null check (bytes > 0),
  made_at  timestamptz not null default now(),
  primary key (region, document),
  foreign key (region, document) references document (region, id)
);
create index document_file_bytes on document_file (sha256);
select append_only('document_file');

-- What came back with a seal: the scan of the stamped paper, or the file of a seal service. Replaced ones stay.
create table document_stamped (
  region    text not null,
  document  uuid not null,
  nth       integer not null check (nth >= 1),
  means     text not null check (means in ('scan', 'service')),
  verdict   text not null check (verdict in ('valid', 'invalid', 'unverifiable')),
  signer    text,
  signed_at timestamptz,
  sha256    text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  name      text not null,
  media     text not null,
  bytes     integer not null check (bytes > 0),
  reason    text,                         -- why it takes the place of the one before
  org       text not null,
  post      text not null,
  person    uuid not null,
  at        timestamptz not null,
  entry_id  uuid not null,
  primary key (region, document, nth),
  foreign key (region, document) references document (region, id),
  check ((nth = 1) = (reason is null)),
  check (means = 'service' or (verdict = 'unverifiable' and signer is null and signed_at is null)) -- a scan proves no seal
);
create index document_stamped_bytes on document_stamped (sha256);
select append_only('document_stamped');

-- Running numbers without gaps: 发文字号 of an organisation, lists of a region.
create table document_series (
  region text not null,
  org    text not null,
  series text not null,
  last   integer not null check (last >= 1),
  primary key (region, org, series)
) with (fillfactor = 50);
revoke delete, truncate on document_series from shuqiao_app;
