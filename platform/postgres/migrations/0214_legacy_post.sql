-- Who allowed weak signatures: where a post is empty, the one above it acts, and the list says so.
alter table grant_legacy add column post text;
update grant_legacy set post = 'head';
alter table grant_legacy alter column post set not null;
