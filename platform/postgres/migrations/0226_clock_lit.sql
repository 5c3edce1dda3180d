-- What is yellow or beyond, told by the index alone: whose clock it is, too, and by its name of which kinds of case. Among a million cases ten thousand
-- late clocks cost a look at as many pages of the table otherwise, and each case of another kind one at the case.
drop index clock_lit;
create index clock_lit on clock (near_on, red_on, due_on) include (region, case_id, name) where stopped_on is null;
