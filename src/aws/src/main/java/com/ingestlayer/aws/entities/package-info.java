/**
 * The Entities table.
 */
package com.ingestlayer.aws.entities;
