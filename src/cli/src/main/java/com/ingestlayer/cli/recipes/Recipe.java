package com.ingestlayer.cli.recipes;

import java.util.List;

/**
 * A ready-made pipeline of {@code infra/config}.
 *
 * @param name the name of the pipeline
 * @param tag its purpose: track, monitor or alert
 * @param title a title for people
 */
record Recipe(String name, String tag, String title) {
    static final List<Recipe> ALL = List.of(
            new Recipe("track-user-signups", "track", "Track user signups"),
            new Recipe("monitor-failed-payments", "monitor", "Monitor failed payments"),
            new Recipe("route-support-escalations", "alert", "Route support escalations"),
            new Recipe("track-waitlist-signups", "track", "Track waitlist signups"),
            new Recipe("track-new-subscriptions", "track", "Track new subscriptions"),
            new Recipe("track-canceled-subscriptions", "track", "Track canceled subscriptions"),
            new Recipe("track-successful-payments", "track", "Track successful payments"),
            new Recipe("track-trial-conversions", "track", "Track trial conversions"),
            new Recipe("track-form-submissions", "track", "Track form submissions"),
            new Recipe("track-feature-usage", "track", "Track feature usage"),
            new Recipe("track-file-uploads", "track", "Track file uploads"),
            new Recipe("monitor-failed-logins", "monitor", "Monitor failed logins"),
            new Recipe("monitor-usage-limit-hits", "monitor", "Monitor usage-limit hits"),
            new Recipe("monitor-error-spikes", "monitor", "Monitor error spikes"),
            new Recipe("monitor-cron-job-health", "monitor", "Monitor cron-job health"),
            new Recipe("monitor-ci-cd-build-status", "monitor", "Monitor CI/CD build status"),
            new Recipe("flag-high-value-leads", "alert", "Flag high-value leads"),
            new Recipe("catch-churn-risk-signals", "alert", "Catch churn-risk signals"));
}
