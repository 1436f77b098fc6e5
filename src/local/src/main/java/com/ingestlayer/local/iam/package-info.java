/**
 * What template.yaml allows the two functions, read from its roles and held against each call that they make: a call that
 * AWS would refuse is refused here too, and what was allowed and used is kept for tests to compare.
 */
package com.ingestlayer.local.iam;
