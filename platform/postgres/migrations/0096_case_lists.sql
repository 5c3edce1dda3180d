-- Every character and every pair of neighbours in a text, in one plain form (full width to half, lower case): by them an index finds
-- any part of a text without an extension. Whoever asks looks at the text itself as well.
create function grams(t text) returns text[] language plpgsql immutable strict parallel safe as $$
declare
  plain text := lower(normalize(t, NFKC));
  found text[] := '{}';
begin
  for n in 1..length(plain) loop
    found := found || substr(plain, n, 1) || substr(plain, n, 2);
  end loop;
  return found;
end
$$;
grant execute on function grams to shuqiao_app;

-- How a case is found by its number or a part of its title: changed only when one of these or a party is, never by a move.
-- marks: 'k' and the kind, 'o' and each party, 'n' and the running number without its zeros.
create table case_find (
  region text not null,
  case_id uuid not null,
  number text,
  title text not null,
  marks text[] not null,
  primary key (region, case_id),
  foreign key (region, case_id) references legal_case (region, id)
);
insert into case_find (region, case_id, number, title, marks)
select c.region, c.id, c.number, c.title,
  array_remove(array['k' || c.kind, 'o' || c.requester, 'o' || c.provider, 'o' || c.authority, 'o' || c.forum, 'n' || ltrim(split_part(c.number, '-', 4), '0')], null)
    || array(select distinct 'o' || p.org from case_party p where p.region = c.region and p.case_id = c.id)
from legal_case c;
create index case_find_text on case_find using gin (marks, grams(title)) with (fastupdate = off);
create index case_find_number on case_find (number text_pattern_ops) where number is not null;
revoke delete, truncate on case_find from shuqiao_app;

-- Lists by side: in each state the newest first, merged. So a rare state is found at once among a million cases.
drop index legal_case_requester, legal_case_provider, legal_case_authority, legal_case_moved;
create index legal_case_requester on legal_case (requester, kind, state, moved_at desc, id desc);
create index legal_case_provider on legal_case (provider, kind, state, moved_at desc, id desc);
create index legal_case_authority on legal_case (authority, kind, state, moved_at desc, id desc);
create index legal_case_moved on legal_case (kind, state, moved_at desc, id desc);

-- The sweep takes clocks in this order; without the case in it each batch sorted, and looked up, a whole day's clocks.
drop index clock_due;
create index clock_due on clock (region, due_on, case_id) where stopped_on is null and stood_on is null and lapsed_on is null;
-- Lists by lamp: what is yellow, red or over; what stands.
create index clock_lit on clock (near_on, red_on, due_on) where stopped_on is null;
create index clock_stood on clock (stood_on) where stood_on is not null and stopped_on is null;
create index clock_over on clock (stopped_on) where stopped_on is not null and (lapsed_on is not null or stopped_on > due_on);
