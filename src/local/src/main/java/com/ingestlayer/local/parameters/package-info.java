/**
 * A parameter store in memory, behind the protocol of AWS Systems Manager: where the functions find their secrets on a
 * laptop, by the same client as in AWS. What nobody has put there is looked up among the variables of the environment and
 * of {@code .env}. Encrypts nothing.
 */
package com.ingestlayer.local.parameters;
