-- Items that are given in another way than the rest of an application have a grant of their own (Art. 21 ¶2, 22 ¶2).
alter table application add column other_grant_region text, add column other_grant_id uuid;
