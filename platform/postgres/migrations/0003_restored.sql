-- A database that was brought back from a backup: what was suspended or withdrawn since is missing in it.
-- The gateway stays closed until 安全管理员 and 主管部门 have both confirmed what changed, from heads.log and record files.
create table restored (
  id                uuid primary key,
  at                timestamptz not null default now(),
  backup_made_at    timestamptz not null,
  ledger_size       bigint not null check (ledger_size >= 0),
  ledger_root       text not null check (ledger_root ~ '^[0-9a-f]{64}$'),
  security_person   uuid,
  security_at       timestamptz,
  security_note     text,
  authority_person  uuid,
  authority_at      timestamptz,
  authority_note    text,
  check ((security_person is null) = (security_at is null)),
  check ((authority_person is null) = (authority_at is null)),
  check (security_person <> authority_person)
);
revoke insert, update, delete, truncate on restored from shuqiao_app;
grant update (security_person, security_at, security_note, authority_person, authority_at, authority_note) on restored to shuqiao_app;

do $$ begin
  if one_role() then
    grant all on restored to shuqiao_app;
  end if;
end $$;
