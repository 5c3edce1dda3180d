-- 地方放假 rests on a rule of the government there (全国年节及纪念日放假办法 Art. 4); null: of the whole nation, or entered before it was asked for.
alter table calendar_notice add column basis text check (length(basis) between 1 and 300);
