-- Art. 29 ¶2: the files of what a department filed of its use go with the record, by the same reviewed list, and by nothing else.
-- What is filed with a case is neither changed nor deleted: by the serving role not, and not by the owner of the table.
alter table attachment enable row level security;
alter table attachment force row level security;
create policy read_all on attachment for select using (true);
create policy add_free on attachment for insert with check (true);
create policy file_once on attachment for update using (case_id is null) with check (true);

-- Files beside a partition that go with it.
create function files_beside(part text) returns table (region text, id uuid, sha256 text)
language sql stable set search_path from current as $$
  select a.region, a.id, a.sha256 from partition_kept k
    join usage_entry e on k.from_at <= e.at and e.at < k.to_at
    join attachment a on a.case_region = e.region and a.case_id = e.grant_id and a.id = any (e.attachments) and a.move_version is null
   where k.partition = part and k.table_name = 'call_record'
$$;
revoke execute on function files_beside from public;
grant execute on function files_beside to shuqiao_app;

create policy go_free_or_by_list on attachment for delete using (case_id is null or exists (
  select from usage_entry e
    join partition_kept k on k.table_name = 'call_record' and k.from_at <= e.at and e.at < k.to_at
    join disposal_list d on d.partition = k.partition
  where e.region = attachment.case_region and e.grant_id = attachment.case_id and attachment.id = any (e.attachments)
    and k.keep_until < (now() at time zone 'Asia/Shanghai')::date and d.seen_by is not null and d.approved_by is not null and d.done_at is null));

create index attachment_bytes on attachment (sha256);
alter table disposal_list add column files bigint not null default 0; -- beside the rows

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
    delete from attachment a using files_beside(part) f where a.region = f.region and a.id = f.id;
    delete from usage_entry where at >= kept.from_at and at < kept.to_at;
  end if;
  execute format('drop table %I', part);
  delete from partition_kept where partition = part;
  update disposal_list set done_at = now() where id = approval;
end $$;
