-- The rulebooks that ship (RULES section 8): figures are data, dated by effective_from. A change of LinkedIn's is a new row of
-- a later migration; no row here is ever edited. 16436 is 2015-01-01. Columns are those of terms in 0001_ledger.sql.

INSERT INTO rulebook (id, name, title) VALUES
    (1, 'linkedin', 'LinkedIn Help, with the guides where Help is silent'),
    (2, 'quicklead', 'Quicklead: LinkedIn InMail credits explained'),
    (3, 'heytalent', 'HeyTalent: LinkedIn InMail credits, 2026');

INSERT INTO plan (id, name) VALUES
    (1, 'free'),
    (2, 'premium-career'),
    (3, 'premium-business'),
    (4, 'sales-navigator-core'),
    (5, 'sales-navigator-advanced'),
    (6, 'sales-navigator-advanced-plus'),
    (7, 'recruiter-lite'),
    (8, 'recruiter-professional-services'),
    (9, 'recruiter-corporate');

-- linkedin
INSERT INTO terms (id, rulebook, plan, effective_from, allowance, cap, cap_rule, refresh, expiry_days,
                   refund_window_days, window_rule, refund_expiry,
                   purchasable, purchase_expiry_days, pooled, repeat, price_minor, credit_price_minor, currency, source) VALUES
    (1, 1, 1, 16436, 0, 0, 0, 0, 90, 90, 0, 0, 0, 90, 0, 0, 0, 1000, 'USD',
     'LinkedIn Help 1584; Quicklead guide'),
    (2, 1, 2, 16436, 5, 15, 0, 1, 90, 90, 0, 0, 1, 90, 0, 0, 3000, 1000, 'USD',
     'LinkedIn Help 75 (figures, billing-day refresh), a554514 (90-day expiry; 75 is silent)'),
    (3, 1, 3, 16436, 15, 45, 0, 1, 90, 90, 0, 0, 1, 90, 0, 0, 6000, 1000, 'USD',
     'LinkedIn Help 75 (figures, billing-day refresh), a554514 (90-day expiry; 75 is silent)'),
    (4, 1, 4, 16436, 50, 150, 0, 0, 90, 90, 0, 0, 0, 90, 0, 0, 10000, 1000, 'USD',
     'LinkedIn Help 57013 (figures, 1st of month UTC, use within 90 days, no purchase); older a101030 says credits do not expire'),
    (5, 1, 5, 16436, 50, 150, 0, 0, 90, 90, 0, 0, 0, 90, 0, 0, 15000, 1000, 'USD',
     'LinkedIn Help 57013'),
    (6, 1, 6, 16436, 50, 150, 0, 0, 90, 90, 0, 0, 0, 90, 0, 0, NULL, 1000, 'USD',
     'LinkedIn Help 57013; price by contract'),
    (7, 1, 7, 16436, 30, 120, 1, 1, NULL, 90, 0, 0, 1, NULL, 0, 0, 17000, 1000, 'USD',
     'LinkedIn Help 75 (30, 120), a412114 (over-cap credits expire on the refresh date, no other expiry); HeyTalent: 90-day expiry'),
    (8, 1, 8, 16436, 100, 400, 1, 1, NULL, 90, 0, 0, 1, NULL, 1, 0, 90000, 1000, 'USD',
     'Quicklead guide (100), LinkedIn Help a412114 (cap 4x the allotment); HeyTalent: 150 and 450'),
    (9, 1, 9, 16436, 150, 600, 1, 1, NULL, 90, 0, 0, 1, NULL, 1, 0, 90000, 1000, 'USD',
     'LinkedIn Help a412114 (cap 4x, over-cap credits expire on the refresh date), a414347 (pooled); HeyTalent: cap 450');

-- quicklead
INSERT INTO terms (id, rulebook, plan, effective_from, allowance, cap, cap_rule, refresh, expiry_days,
                   refund_window_days, window_rule, refund_expiry,
                   purchasable, purchase_expiry_days, pooled, repeat, price_minor, credit_price_minor, currency, source) VALUES
    (10, 2, 1, 16436, 0, 0, 0, 0, NULL, 90, 0, 0, 0, NULL, 0, 0, 0, 1000, 'USD',
     'Quicklead guide'),
    (11, 2, 2, 16436, 5, 15, 0, 0, NULL, 90, 0, 0, 1, NULL, 0, 0, NULL, 1000, 'USD',
     'Quicklead guide (5); cap not given, 3x assumed'),
    (12, 2, 3, 16436, 15, 45, 0, 0, NULL, 90, 0, 0, 1, NULL, 0, 0, NULL, 1000, 'USD',
     'Quicklead guide (15); cap not given, 3x assumed'),
    (13, 2, 4, 16436, 50, 150, 0, 0, NULL, 90, 0, 0, 1, NULL, 0, 0, NULL, 1000, 'USD',
     'Quicklead guide'),
    (14, 2, 5, 16436, 50, 150, 0, 0, NULL, 90, 0, 0, 1, NULL, 0, 0, NULL, 1000, 'USD',
     'Quicklead guide'),
    (15, 2, 6, 16436, 50, 150, 0, 0, NULL, 90, 0, 0, 1, NULL, 0, 0, NULL, 1000, 'USD',
     'Quicklead guide'),
    (16, 2, 7, 16436, 30, 120, 0, 0, NULL, 90, 0, 0, 1, NULL, 0, 0, NULL, 1000, 'USD',
     'Quicklead guide'),
    (17, 2, 8, 16436, 100, 400, 0, 0, NULL, 90, 0, 0, 1, NULL, 1, 0, NULL, 1000, 'USD',
     'Quicklead guide'),
    (18, 2, 9, 16436, 150, 600, 0, 0, NULL, 90, 0, 0, 1, NULL, 1, 0, NULL, 1000, 'USD',
     'Quicklead guide');

-- heytalent
INSERT INTO terms (id, rulebook, plan, effective_from, allowance, cap, cap_rule, refresh, expiry_days,
                   refund_window_days, window_rule, refund_expiry,
                   purchasable, purchase_expiry_days, pooled, repeat, price_minor, credit_price_minor, currency, source) VALUES
    (19, 3, 1, 16436, 0, 0, 0, 0, 90, 90, 0, 0, 0, 90, 0, 1, 0, 1000, 'USD',
     'HeyTalent guide'),
    (20, 3, 2, 16436, 5, 15, 0, 0, 90, 90, 0, 0, 1, 90, 0, 1, 3000, 1000, 'USD',
     'HeyTalent guide'),
    (21, 3, 3, 16436, 15, 45, 0, 0, 90, 90, 0, 0, 1, 90, 0, 1, 6000, 1000, 'USD',
     'HeyTalent guide'),
    (22, 3, 4, 16436, 50, 150, 0, 0, 90, 90, 0, 0, 1, 90, 0, 1, 10000, 1000, 'USD',
     'HeyTalent guide'),
    (23, 3, 5, 16436, 50, 150, 0, 0, 90, 90, 0, 0, 1, 90, 0, 1, NULL, 1000, 'USD',
     'HeyTalent guide (Sales Navigator figures)'),
    (24, 3, 6, 16436, 50, 150, 0, 0, 90, 90, 0, 0, 1, 90, 0, 1, NULL, 1000, 'USD',
     'HeyTalent guide (Sales Navigator figures)'),
    (25, 3, 7, 16436, 30, 120, 0, 0, 90, 90, 0, 0, 1, 90, 0, 1, 17000, 1000, 'USD',
     'HeyTalent guide (its table: 120; its rule of 3x would give 90)'),
    (26, 3, 8, 16436, 150, 450, 0, 0, 90, 90, 0, 0, 1, 90, 0, 1, 90000, 1000, 'USD',
     'HeyTalent guide'),
    (27, 3, 9, 16436, 150, 450, 0, 0, 90, 90, 0, 0, 1, 90, 1, 1, 90000, 1000, 'USD',
     'HeyTalent guide');
