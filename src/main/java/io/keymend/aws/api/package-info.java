/// What every room stands on: SQL through the RDS Data API, a client for each Region, and what a
/// failed call is called.
@NullMarked
package io.keymend.aws.api;

import org.jspecify.annotations.NullMarked;
