-- 销毁情况 under the law's own word; running numbers of usage records: SJ-320800-2026-000001.
alter table usage_entry drop constraint usage_entry_kind_check;
alter table usage_entry add constraint usage_entry_kind_check check (kind in ('effect', 'storage', 'destruction'));
create table usage_number (
  region text not null,
  year   integer not null,
  last   integer not null,
  primary key (region, year)
) with (fillfactor = 50);
