/**
 * What an operator does with deliveries that failed for the last time: looks at their messages, each with its record, sends
 * chosen ones again and deletes others. A message leaves the dead-letter queue only after it was sent, or on being deleted.
 */
package com.ingestlayer.deadletter;
