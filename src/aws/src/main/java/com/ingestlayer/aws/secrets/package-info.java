/**
 * Secrets in the parameter store of Systems Manager.
 */
package com.ingestlayer.aws.secrets;
