-- Where the data of an entry is, and how it is reached, bears a seal too (decision 0232). Null: not sealed yet; the first start of this
-- version seals what is there. That of a resource covers the binding that counts.
alter table connection add column seal bytea check (octet_length(seal) = 16);
alter table resource add column seal bytea check (octet_length(seal) = 16);
