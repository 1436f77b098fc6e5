@echo off
rem Runs Maven for this project: the one on the PATH when it is 3.9 or newer, else one that is fetched once from Apache's
rem own distribution site, checked against the SHA-512 below, and kept under the user's .m2 directory.
setlocal enabledelayedexpansion

set "MAVEN_VERSION=3.9.11"
set "MAVEN_SHA512=03e2d65d4483a3396980629f260e25cac0d8b6f7f2791e4dc20bc83f9514db8d0f05b0479e699a5f34679250c49c8e52e961262ded468a20de0be254d8207076"
set "DISTRIBUTION=https://archive.apache.org/dist/maven/maven-3"
if defined INGESTLAYER_MAVEN_DISTRIBUTION set "DISTRIBUTION=%INGESTLAYER_MAVEN_DISTRIBUTION%"

set "PROJECT=%~dp0"
set "MAVEN_BASEDIR=%PROJECT:~0,-1%"

set "MAVEN="
for /f "tokens=3 delims= " %%v in ('mvn --version 2^>nul ^| findstr /c:"Apache Maven"') do set "FOUND=%%v"
if defined FOUND (
  for /f "tokens=1,2 delims=." %%a in ("!FOUND!") do (
    if %%a gtr 3 set "MAVEN=mvn"
    if %%a equ 3 if %%b geq 9 set "MAVEN=mvn"
  )
)
if defined MAVEN goto run

set "STORE=%USERPROFILE%\.m2"
if defined MAVEN_USER_HOME set "STORE=%MAVEN_USER_HOME%"
set "STORE=%STORE%\ingestlayer-maven"
set "MAVEN=%STORE%\apache-maven-%MAVEN_VERSION%\bin\mvn.cmd"
if exist "%MAVEN%" goto run

set "ARCHIVE=apache-maven-%MAVEN_VERSION%-bin.zip"
set "URL=%DISTRIBUTION%/%MAVEN_VERSION%/binaries/%ARCHIVE%"
set "WORK=%STORE%\fetch-%RANDOM%%RANDOM%"
mkdir "%WORK%" || exit /b 1
echo mvnw: fetching Maven %MAVEN_VERSION% 1>&2
powershell -NoProfile -Command "$ErrorActionPreference = 'Stop'; $ProgressPreference = 'SilentlyContinue'; [Net.ServicePointManager]::SecurityProtocol = 'Tls12'; Invoke-WebRequest -UseBasicParsing '%URL%' -OutFile '%WORK%\%ARCHIVE%'; if ((Get-FileHash -Algorithm SHA512 '%WORK%\%ARCHIVE%').Hash -ne '%MAVEN_SHA512%') { throw 'what %URL% gave has the wrong SHA-512; nothing was installed' }; Expand-Archive '%WORK%\%ARCHIVE%' '%WORK%'; Move-Item '%WORK%\apache-maven-%MAVEN_VERSION%' '%STORE%'"
if errorlevel 1 (
  rmdir /s /q "%WORK%"
  exit /b 1
)
rmdir /s /q "%WORK%"

:run
call "%MAVEN%" -f "%PROJECT%pom.xml" %*
exit /b %errorlevel%
