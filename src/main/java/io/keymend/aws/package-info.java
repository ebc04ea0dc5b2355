/// Edge: AWS formats and clients behind the ports of the core; one public door,
/// [io.keymend.aws.AwsAdapters]. The rooms behind it are packages of their own.
@NullMarked
package io.keymend.aws;

import org.jspecify.annotations.NullMarked;
