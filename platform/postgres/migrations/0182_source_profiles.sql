-- How far the values of like items agree, as they were last compared at each item (19 ¶2): counts and shares, never a value or a digest.
alter table source_group add column profiles jsonb not null default '[]';
