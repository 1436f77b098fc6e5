/** What stands where CloudWatch Logs stands in AWS: takes the functions' lines, and shows them to whoever watches. */
package com.ingestlayer.local.logs;
