#!/usr/bin/env bash
#
# Copyright 2026 the MimickNet for Spark authors
# SPDX-License-Identifier: Apache-2.0
#

# Fills dist/ with what is handed out: dist.sh MAVEN DEFAULT_JAR
#
# mvn -Prelease package runs it, after it has built the jar of the default line. One run of Maven builds one
# line: the others get runs of their own, without tests.
set -euo pipefail
maven=$1
default_jar=$2
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."

rm -rf dist
mkdir -p dist/spark
while IFS=, read -r runtime _ _ _ _ jar profile _; do
  case $runtime in local-*) ;; *) continue ;; esac
  name=${jar%.jar}
  folder=jobs/target
  if [ "$jar" != "$default_jar" ]; then
    folder=$folder/${name#mimicknet-jobs-}
    "$maven" -B -ntp "-Prelease,$profile" -pl jobs -am -DskipTests package < /dev/null
  fi
  cp "$folder/$jar" "$folder/$name.cdx.json" dist
done < conf/runtimes.csv

cp -r mimicknet conf docs LICENSE NOTICE THIRD-PARTY.txt README.md CHANGELOG.md dist
cp jobs/spark/pom.xml dist/spark
if [ -d notebooks ]; then
  cp -r notebooks dist
fi
cd dist
find . -type f ! -name SHA256SUMS -printf '%P\0' | sort -z | xargs -0 sha256sum > SHA256SUMS
echo "Filled $PWD: $(wc -l < SHA256SUMS) files"
