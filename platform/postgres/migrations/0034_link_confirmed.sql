-- A new link for an account that was used before would let its maker in as that person (Art. 35.2): it works once the
-- system officer, another person, has confirmed it.
alter table one_time_link add column held boolean not null default false;
alter table one_time_link add column confirmed_by uuid;
alter table one_time_link add column confirmed_at timestamptz;
alter table one_time_link add constraint link_confirmed_by_another check (confirmed_by is null or (held and made_by is not null and confirmed_by <> made_by));
alter table one_time_link add constraint link_confirmed_when check ((confirmed_by is null) = (confirmed_at is null));
