-- The second edition of the rulebooks that ship (RULES section 8): a correction of how their sources are read. The rows of the first
-- edition stay as they are, in 0002; reports use the latest edition. No row here is ever edited. 16436 is 2015-01-01.

CREATE TEMP TABLE new_terms (
    rulebook TEXT, plan TEXT, allowance, cap, cap_rule, refresh, expiry_days, refund_window_days, window_rule, refund_expiry,
    purchasable, purchase_expiry_days, pooled, repeat, price_minor, credit_price_minor, currency, source,
    expiry_refreshes, repeat_refund, free_channels, policy
);

-- linkedin
INSERT INTO new_terms VALUES
    ('linkedin', 'free', 0, 0, 0, 0, 90, 90, 0, 0, 0, 90, 0, 0, 0, NULL, 'USD',
     'LinkedIn Help 1584; Quicklead guide; a417098 (one credit back for several messages); a554575 (free: same group, current co-workers)',
     NULL, 1, 'first-degree,open-profile,replied-thread,group,coworker', NULL),
    ('linkedin', 'premium-career', 5, 15, 0, 1, 90, 90, 0, 0, 1, 90, 0, 0, 3000, 1000, 'USD',
     'LinkedIn Help 75 (figures, billing-day refresh), a554514 (90-day expiry; 75 is silent); a417098 (one credit back for several messages); a554575 (free: same group, current co-workers); 90 days read as three refreshes (RULES section 4, expiry)',
     3, 1, 'first-degree,open-profile,replied-thread,group,coworker', NULL),
    ('linkedin', 'premium-business', 15, 45, 0, 1, 90, 90, 0, 0, 1, 90, 0, 0, 6000, 1000, 'USD',
     'LinkedIn Help 75 (figures, billing-day refresh), a554514 (90-day expiry; 75 is silent); a417098 (one credit back for several messages); a554575 (free: same group, current co-workers); 90 days read as three refreshes (RULES section 4, expiry)',
     3, 1, 'first-degree,open-profile,replied-thread,group,coworker', NULL),
    ('linkedin', 'sales-navigator-core', 50, 150, 0, 0, 90, 90, 0, 0, 0, 90, 0, 0, 10000, NULL, 'USD',
     'LinkedIn Help 57013 (figures, 1st of month UTC, use within 90 days, no purchase); older a101030 says credits do not expire; a417098 (one credit back for several messages); a554575 (free: same group, current co-workers); 90 days read as three refreshes (RULES section 4, expiry)',
     3, 1, 'first-degree,open-profile,replied-thread,group,coworker', NULL),
    ('linkedin', 'sales-navigator-advanced', 50, 150, 0, 0, 90, 90, 0, 0, 0, 90, 0, 0, 15000, NULL, 'USD',
     'LinkedIn Help 57013; a417098 (one credit back for several messages); a554575 (free: same group, current co-workers); 90 days read as three refreshes (RULES section 4, expiry)',
     3, 1, 'first-degree,open-profile,replied-thread,group,coworker', NULL),
    ('linkedin', 'sales-navigator-advanced-plus', 50, 150, 0, 0, 90, 90, 0, 0, 0, 90, 0, 0, NULL, NULL, 'USD',
     'LinkedIn Help 57013; price by contract; a417098 (one credit back for several messages); a554575 (free: same group, current co-workers); 90 days read as three refreshes (RULES section 4, expiry)',
     3, 1, 'first-degree,open-profile,replied-thread,group,coworker', NULL),
    ('linkedin', 'recruiter-lite', 30, 120, 1, 1, NULL, 90, 0, 0, 1, NULL, 0, 0, 17000, 1000, 'USD',
     'LinkedIn Help 75 (30, 120), a412114 (over-cap credits expire on the refresh date, no other expiry); HeyTalent: 90-day expiry; a417098 (one credit back for several messages); a412220 (free: connections, Open Profiles, applicants; Open to Work is not among them)',
     NULL, 1, 'first-degree,open-profile,replied-thread,applicant', 'min_response_rate=0.130;min_sends=100;days=14;source=LinkedIn Help a413271'),
    ('linkedin', 'recruiter-professional-services', 100, 400, 1, 1, NULL, 90, 0, 0, 1, NULL, 1, 0, 90000, 1000, 'USD',
     'Quicklead guide (100), LinkedIn Help a412114 (cap 4x the allotment); HeyTalent: 150 and 450; a417098 (one credit back for several messages); a412220 (free: connections, Open Profiles, applicants; Open to Work is not among them)',
     NULL, 1, 'first-degree,open-profile,replied-thread,applicant', 'min_response_rate=0.130;min_sends=100;days=14;source=LinkedIn Help a413271'),
    ('linkedin', 'recruiter-corporate', 150, 600, 1, 1, NULL, 90, 0, 0, 1, NULL, 1, 0, 90000, 1000, 'USD',
     'LinkedIn Help a412114 (cap 4x, over-cap credits expire on the refresh date), a414347 (pooled); HeyTalent: cap 450; a417098 (one credit back for several messages); a412220 (free: connections, Open Profiles, applicants; Open to Work is not among them)',
     NULL, 1, 'first-degree,open-profile,replied-thread,applicant', 'min_response_rate=0.130;min_sends=100;days=14;source=LinkedIn Help a413271');

-- quicklead
INSERT INTO new_terms VALUES
    ('quicklead', 'free', 0, 0, 0, 0, NULL, 90, 0, 0, 0, NULL, 0, 0, 0, 1000, 'USD',
     'Quicklead guide',
     NULL, 0, 'first-degree,open-profile,replied-thread,open-to-work,connection-note', NULL),
    ('quicklead', 'premium-career', 5, 15, 0, 0, NULL, 90, 0, 0, 1, NULL, 0, 0, NULL, 1000, 'USD',
     'Quicklead guide (5); cap not given, 3x assumed',
     NULL, 0, 'first-degree,open-profile,replied-thread,open-to-work,connection-note', NULL),
    ('quicklead', 'premium-business', 15, 45, 0, 0, NULL, 90, 0, 0, 1, NULL, 0, 0, NULL, 1000, 'USD',
     'Quicklead guide (15); cap not given, 3x assumed',
     NULL, 0, 'first-degree,open-profile,replied-thread,open-to-work,connection-note', NULL),
    ('quicklead', 'sales-navigator-core', 50, 150, 0, 0, NULL, 90, 0, 0, 1, NULL, 0, 0, NULL, 1000, 'USD',
     'Quicklead guide',
     NULL, 0, 'first-degree,open-profile,replied-thread,open-to-work,connection-note', NULL),
    ('quicklead', 'sales-navigator-advanced', 50, 150, 0, 0, NULL, 90, 0, 0, 1, NULL, 0, 0, NULL, 1000, 'USD',
     'Quicklead guide',
     NULL, 0, 'first-degree,open-profile,replied-thread,open-to-work,connection-note', NULL),
    ('quicklead', 'sales-navigator-advanced-plus', 50, 150, 0, 0, NULL, 90, 0, 0, 1, NULL, 0, 0, NULL, 1000, 'USD',
     'Quicklead guide',
     NULL, 0, 'first-degree,open-profile,replied-thread,open-to-work,connection-note', NULL),
    ('quicklead', 'recruiter-lite', 30, 120, 0, 0, NULL, 90, 0, 0, 1, NULL, 0, 0, NULL, 1000, 'USD',
     'Quicklead guide',
     NULL, 0, 'first-degree,open-profile,replied-thread,open-to-work,connection-note', NULL),
    ('quicklead', 'recruiter-professional-services', 100, 400, 0, 0, NULL, 90, 0, 0, 1, NULL, 1, 0, NULL, 1000, 'USD',
     'Quicklead guide',
     NULL, 0, 'first-degree,open-profile,replied-thread,open-to-work,connection-note', NULL),
    ('quicklead', 'recruiter-corporate', 150, 600, 0, 0, NULL, 90, 0, 0, 1, NULL, 1, 0, NULL, 1000, 'USD',
     'Quicklead guide',
     NULL, 0, 'first-degree,open-profile,replied-thread,open-to-work,connection-note', NULL);

-- heytalent
INSERT INTO new_terms VALUES
    ('heytalent', 'free', 0, 0, 0, 0, 90, 90, 0, 0, 0, 90, 0, 1, 0, 1000, 'USD',
     'HeyTalent guide',
     NULL, 0, 'first-degree,open-profile,replied-thread,connection-note', NULL),
    ('heytalent', 'premium-career', 5, 15, 0, 0, 90, 90, 0, 0, 1, 90, 0, 1, 3000, 1000, 'USD',
     'HeyTalent guide',
     NULL, 0, 'first-degree,open-profile,replied-thread,connection-note', NULL),
    ('heytalent', 'premium-business', 15, 45, 0, 0, 90, 90, 0, 0, 1, 90, 0, 1, 6000, 1000, 'USD',
     'HeyTalent guide',
     NULL, 0, 'first-degree,open-profile,replied-thread,connection-note', NULL),
    ('heytalent', 'sales-navigator-core', 50, 150, 0, 0, 90, 90, 0, 0, 1, 90, 0, 1, 10000, 1000, 'USD',
     'HeyTalent guide',
     NULL, 0, 'first-degree,open-profile,replied-thread,connection-note', NULL),
    ('heytalent', 'sales-navigator-advanced', 50, 150, 0, 0, 90, 90, 0, 0, 1, 90, 0, 1, NULL, 1000, 'USD',
     'HeyTalent guide (Sales Navigator figures)',
     NULL, 0, 'first-degree,open-profile,replied-thread,connection-note', NULL),
    ('heytalent', 'sales-navigator-advanced-plus', 50, 150, 0, 0, 90, 90, 0, 0, 1, 90, 0, 1, NULL, 1000, 'USD',
     'HeyTalent guide (Sales Navigator figures)',
     NULL, 0, 'first-degree,open-profile,replied-thread,connection-note', NULL),
    ('heytalent', 'recruiter-lite', 30, 120, 0, 0, 90, 90, 0, 0, 1, 90, 0, 1, 17000, 1000, 'USD',
     'HeyTalent guide (its table: 120; its rule of 3x would give 90)',
     NULL, 0, 'first-degree,open-profile,replied-thread,connection-note', NULL),
    ('heytalent', 'recruiter-professional-services', 150, 450, 0, 0, 90, 90, 0, 0, 1, 90, 0, 1, 90000, 1000, 'USD',
     'HeyTalent guide',
     NULL, 0, 'first-degree,open-profile,replied-thread,connection-note', NULL),
    ('heytalent', 'recruiter-corporate', 150, 450, 0, 0, 90, 90, 0, 0, 1, 90, 1, 1, 90000, 1000, 'USD',
     'HeyTalent guide',
     NULL, 0, 'first-degree,open-profile,replied-thread,connection-note', NULL);

INSERT INTO terms (id, rulebook, plan, effective_from, edition, allowance, cap, cap_rule, refresh, expiry_days,
                   refund_window_days, window_rule, refund_expiry, purchasable, purchase_expiry_days, pooled, repeat,
                   price_minor, credit_price_minor, currency, source, expiry_refreshes, repeat_refund, free_channels, policy)
SELECT (SELECT max(id) FROM terms) + n.rowid, r.id, p.id, 16436, 2, n.allowance, n.cap, n.cap_rule, n.refresh, n.expiry_days,
       n.refund_window_days, n.window_rule, n.refund_expiry, n.purchasable, n.purchase_expiry_days, n.pooled, n.repeat,
       n.price_minor, n.credit_price_minor, n.currency, n.source, n.expiry_refreshes, n.repeat_refund, n.free_channels, n.policy
FROM new_terms AS n JOIN rulebook AS r ON r.name = n.rulebook JOIN plan AS p ON p.name = n.plan ORDER BY n.rowid;

DROP TABLE new_terms;
