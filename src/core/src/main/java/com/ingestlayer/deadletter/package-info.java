/**
 * The operator's view of deliveries that finally failed: lists their messages, each with its record, sends selected
 * ones again and deletes others. A message leaves the dead-letter queue only after it was sent again, or when it is
 * deleted.
 */
package com.ingestlayer.deadletter;
