-- Art. 29 ¶2: what the requester filed of its use goes with the call records of the day on which it was filed: the same time of
-- keeping, the same list. A later correction stays as it was written and names what is gone; a 典型案例 of it goes with it.
alter table usage_entry drop constraint usage_entry_region_corrects_fkey;
alter table usage_typical drop constraint usage_typical_region_entry_fkey;
alter table usage_typical add constraint usage_typical_region_entry_fkey foreign key (region, entry) references usage_entry (region, id) on delete cascade;
create index usage_typical_entry on usage_typical (region, entry);
create index usage_entry_at on usage_entry (at);

-- The owner of the table, too, deletes only what is past its day and stands on an approved list.
create policy disposed_by_list on usage_entry for delete using (exists (
  select from partition_kept k join disposal_list d on d.partition = k.partition
  where k.table_name = 'call_record' and k.from_at <= at and at < k.to_at and k.keep_until < (now() at time zone 'Asia/Shanghai')::date
    and d.seen_by is not null and d.approved_by is not null and d.done_at is null));

-- Rows beside a partition that go with it.
create function rows_beside(part text) returns bigint
language sql stable set search_path from current as $$
  select count(*) from partition_kept k join usage_entry e on k.from_at <= e.at and e.at < k.to_at
   where k.partition = part and k.table_name = 'call_record'
$$;

revoke execute on function rows_beside from public;
grant execute on function rows_beside to shuqiao_app;

create or replace function drop_expired(part text, approval uuid) returns void
language plpgsql security definer set search_path from current as $$
declare
  kept partition_kept; list disposal_list;
begin
  select * into kept from partition_kept where partition = part for update;
  if not found then raise exception 'no partition %', part using errcode = 'SQ001'; end if;
  if kept.keep_until is null or kept.keep_until >= (now() at time zone 'Asia/Shanghai')::date then
    raise exception 'partition % is kept until %', part, coalesce(kept.keep_until::text, 'ever') using errcode = 'SQ002';
  end if;
  select * into list from disposal_list where id = approval and partition = part and done_at is null for update;
  if not found or list.seen_by is null or list.approved_by is null then
    raise exception 'no approved disposal list % for partition %', approval, part using errcode = 'SQ003';
  end if;
  if kept.table_name = 'call_record' then
    delete from usage_entry where at >= kept.from_at and at < kept.to_at;
  end if;
  execute format('drop table %I', part);
  delete from partition_kept where partition = part;
  update disposal_list set done_at = now() where id = approval;
end $$;
