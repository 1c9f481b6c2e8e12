-- store-3.sql: the rows of a store that version 3 of the tables had, as
-- rekenschap 0.1.0 stored them: two small filings whose facts are of three
-- concepts each, in turn, and findings on them.
-- tests/unit/test_migration.c puts them in tables of that version.
INSERT INTO submission VALUES('45f175e31e0f8597307b5e923e402800974dfbfa0f89da348752c52d411f6394','a.xbrl',15,'2031-01-01T00:00:00Z',X'3c7265706f7274206e3d2731272f3e');
INSERT INTO submission VALUES('aacd6597fc99c755e34e11116ca5a9fb05361aff5dabf38f3a6247bd33fdea0c','a.xbrl',15,'2031-01-01T00:00:00Z',X'3c7265706f7274206e3d2732272f3e');
INSERT INTO filing VALUES(1,'45f175e31e0f8597307b5e923e402800974dfbfa0f89da348752c52d411f6394','99901','http://example.com/entry.xsd',2022,'2022-12-31',1,'rejected',7,1,1,0,NULL,'rekenschap 0.1.0');
INSERT INTO filing VALUES(2,'aacd6597fc99c755e34e11116ca5a9fb05361aff5dabf38f3a6247bd33fdea0c','99902','http://example.com/entry.xsd',2022,'2022-12-31',1,'rejected',5,1,1,0,NULL,'rekenschap 0.1.0');
INSERT INTO concept VALUES(1,'http://example.com/concepts','Assets','ex');
INSERT INTO concept VALUES(2,'http://example.com/concepts','Debts','ex');
INSERT INTO concept VALUES(4,'http://example.com/concepts','Pupils','ex');
INSERT INTO concept VALUES(3,'http://example.com/concepts','Staff','ex');
INSERT INTO unit VALUES(1,1,'iso4217:EUR');
INSERT INTO unit VALUES(2,1,'iso4217:EUR');
INSERT INTO context VALUES(1,1,'http://example.com/ids','12345','instant',NULL,'2022-12-31',1,'{"ex:Axis":"ex:One","ex:Key":"é"}',NULL,NULL);
INSERT INTO context VALUES(2,1,'http://example.com/ids','12345','instant',NULL,'2022-12-31',1,'{"ex:Axis":"ex:One","ex:Key":"é"}',NULL,NULL);
INSERT INTO tuple VALUES(1,1,NULL,'http://example.com/concepts','Group','ex',0,'t1',5,1,50,300);
INSERT INTO tuple VALUES(2,1,NULL,'http://example.com/concepts','Group','ex',0,'t1',5,1,50,300);
INSERT INTO dimension VALUES(1,1,1,'http://example.com/concepts','Axis','http://example.com/concepts','One',NULL);
INSERT INTO dimension VALUES(1,1,2,'http://example.com/concepts','Key',NULL,NULL,'é');
INSERT INTO dimension VALUES(2,1,1,'http://example.com/concepts','Axis','http://example.com/concepts','One',NULL);
INSERT INTO dimension VALUES(2,1,2,'http://example.com/concepts','Key',NULL,NULL,'é');
INSERT INTO fact_row VALUES(1,2,1,1,1,1,'nl','-2.500',NULL,0,-2500,3,-3,NULL,NULL,7,3,100,20);
INSERT INTO fact_row VALUES(1,3,NULL,2,1,1,'nl','-1.500',NULL,0,-1500,3,-3,NULL,NULL,7,3,101,20);
INSERT INTO fact_row VALUES(1,4,NULL,3,1,1,'nl','0.500',NULL,0,500,3,-3,NULL,NULL,7,3,102,20);
INSERT INTO fact_row VALUES(1,5,NULL,1,1,1,'nl','1.500',NULL,0,1500,3,-3,NULL,NULL,7,3,103,20);
INSERT INTO fact_row VALUES(1,6,NULL,2,1,1,'nl','2.500',NULL,0,2500,3,-3,NULL,NULL,7,3,104,20);
INSERT INTO fact_row VALUES(1,7,NULL,3,1,1,'nl','3.500',NULL,0,3500,3,-3,NULL,NULL,7,3,105,20);
INSERT INTO fact_row VALUES(1,8,NULL,1,1,1,'nl','4.500',NULL,0,4500,3,-3,NULL,NULL,7,3,106,20);
INSERT INTO fact_row VALUES(2,2,1,3,1,1,'nl','-2.500',NULL,0,-2500,3,-3,NULL,NULL,7,3,100,20);
INSERT INTO fact_row VALUES(2,3,NULL,4,1,1,'nl','-1.500',NULL,0,-1500,3,-3,NULL,NULL,7,3,101,20);
INSERT INTO fact_row VALUES(2,4,NULL,1,1,1,'nl','0.500',NULL,0,500,3,-3,NULL,NULL,7,3,102,20);
INSERT INTO fact_row VALUES(2,5,NULL,3,1,1,'nl','1.500',NULL,0,1500,3,-3,NULL,NULL,7,3,103,20);
INSERT INTO fact_row VALUES(2,6,NULL,4,1,1,'nl','2.500',NULL,0,2500,3,-3,NULL,NULL,7,3,104,20);
INSERT INTO finding VALUES(1,1,'xbrl.4.7.2:PeriodOrder','error','XBRL 2.1, 4.7.2','nee','no','help','help','a.xbrl',3,1,9,4,1);
INSERT INTO finding VALUES(1,2,'xbrl.4.7.2:PeriodOrder','warning','XBRL 2.1, 4.7.2','nee','no','help','help','a.xbrl',3,1,9,4,1);
INSERT INTO finding VALUES(2,1,'xbrl.4.7.2:PeriodOrder','error','XBRL 2.1, 4.7.2','nee','no','help','help','a.xbrl',3,1,9,4,1);
INSERT INTO finding VALUES(2,2,'xbrl.4.7.2:PeriodOrder','warning','XBRL 2.1, 4.7.2','nee','no','help','help','a.xbrl',3,1,9,4,1);
INSERT INTO finding_fact VALUES(1,1,1,2,NULL);
INSERT INTO finding_fact VALUES(1,2,1,NULL,1);
INSERT INTO finding_fact VALUES(2,1,1,2,NULL);
INSERT INTO finding_fact VALUES(2,2,1,NULL,1);
INSERT INTO audit VALUES(1,'2031-01-01T00:00:00Z','created','rekenschap 0.1.0',3,NULL,NULL,'0000000000000000000000000000000000000000000000000000000000000000','9e30ad4347a4c6959723a27fae7f4246310339e4427e1475eb9d311183251ca3');
INSERT INTO audit VALUES(2,'2031-01-01T00:00:00Z','stored','rekenschap 0.1.0',3,1,'395879c3a8a55145fdf2d10445cabfcd00b6cb33fe260e453434a5e16ee6ed35','9e30ad4347a4c6959723a27fae7f4246310339e4427e1475eb9d311183251ca3','d9b49fda7223ec055af7f4ea0640db02f7cd503270c2c38ec8a8b9dcd8ee19c4');
INSERT INTO audit VALUES(3,'2031-01-01T00:00:00Z','stored','rekenschap 0.1.0',3,2,'99a109b0388f13964a6257ddbba404f4fc9d11365184a88c2dc4bcd3d2362c32','d9b49fda7223ec055af7f4ea0640db02f7cd503270c2c38ec8a8b9dcd8ee19c4','84dc8b23d46730fe18d7fd8d124eded61f8f1aa0756bd25ad13ced67d5870121');
