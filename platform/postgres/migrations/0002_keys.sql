-- Which master key this database belongs to. The key itself is never in the database.
create table key_check (
  one    boolean primary key default true check (one),
  key_id text not null check (key_id ~ '^[0-9a-f]{16}$'),
  value  bytea not null check (octet_length(value) = 16),
  since  timestamptz not null default now()
);
revoke update, delete, truncate on key_check from shuqiao_app;

-- Data keys, one in use for each purpose, wrapped by the master key; rotation wraps them again and touches nothing else.
create table data_key (
  id         uuid primary key,
  purpose    text not null unique check (purpose ~ '^[a-z][a-z-]*$'),
  algorithm  smallint not null check (algorithm = 1), -- 1: AES-256-GCM
  wrapped    bytea not null check (octet_length(wrapped) = 60), -- nonce 12, key 32, tag 16
  wrapped_by text not null check (wrapped_by ~ '^[0-9a-f]{16}$'),
  made_at    timestamptz not null default now()
);
revoke update, delete, truncate on data_key from shuqiao_app;

do $$ begin
  if one_role() then
    grant all on key_check, data_key to shuqiao_app;
  end if;
end $$;
