/** What pipelines ask of a language model, and where they ask it. */
package com.ingestlayer.model;
