-- 我发起的, newest first; 时钟将自动做的事, soonest first.
create index legal_case_made_by on legal_case (made_by, moved_at desc, id desc) where made_by is not null;
create index clock_bound on clock (bound, due_on) where stopped_on is null;
