-- What stands on an authority's list because a post is empty: looked through when people change.
create index worklist_vacancy on worklist (case_id) where why = 'vacancy';
