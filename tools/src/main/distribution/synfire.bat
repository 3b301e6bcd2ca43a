@echo off
rem Starts the tool of an unpacked distribution. Needs a JDK of 25 or later: the one of JAVA_HOME, else the one on the PATH.
setlocal DisableDelayedExpansion
set "ROOT=%~dp0"
set "ROOT=%ROOT:~0,-1%"
set "MODULES=--add-modules jdk.incubator.vector"
set "COLLECTOR=-XX:+UseParallelGC"
rem the virtual machine takes one collector: the one that the user's own options name
set SYNFIRE_JAVA_OPTIONS 2>nul | findstr /r /c:"-XX:+Use[A-Za-z0-9]*GC" >nul && set "COLLECTOR="
set "OPTIONS=--enable-native-access=ALL-UNNAMED --add-opens java.base/jdk.internal.misc=ALL-UNNAMED %COLLECTOR%"
rem in the environment, as ONNX Runtime crashes in a process with a long command line
set "CLASSPATH=%ROOT%\lib\*"

if not defined JAVA_HOME goto path
rem some set it with quotation marks
set "JAVA=%JAVA_HOME:"=%\bin\java.exe"
set "JSHELL=%JAVA_HOME:"=%\bin\jshell.exe"
call :version
if %MAJOR% GEQ 25 goto found
:path
set "JAVA=java.exe"
set "JSHELL=jshell.exe"
call :version
if %MAJOR% GEQ 25 goto found
echo synfire: no JDK 25 or later found; install one (for example Temurin 25) or set JAVA_HOME to it>&2
exit /b 1
:found

rem once for each build and version of Java: an archive of the classes of the usual commands, and the native libraries
set "ID="
set /p ID=<"%ROOT%\lib\id"
set "NAME=start-%VERSION%-%ID:~0,12%"
set "START=%ROOT%\%NAME%"
if exist "%START%\stamp" goto prepared
set "NEW=%START%.%RANDOM%"
mkdir "%NEW%" 2>nul
if exist "%NEW%" goto prepare
rem the folder is not writable
if not defined LOCALAPPDATA goto prepared
set "START=%LOCALAPPDATA%\synfire\%NAME%"
if exist "%START%\stamp" goto prepared
set "NEW=%START%.%RANDOM%"
mkdir "%NEW%" 2>nul
if not exist "%NEW%" goto prepared
:prepare
echo synfire: preparing faster starts (once; this takes some seconds)>&2
"%JAVA%" %MODULES% %OPTIONS% "-XX:DumpLoadedClassList=%NEW%\classes" org.synfire.tools.Rehearsal "%NEW%\native" >nul 2>&1 <nul
rem without some of the libraries none is used
if errorlevel 1 rmdir /s /q "%NEW%\native" 2>nul
if exist "%NEW%\classes" "%JAVA%" %MODULES% %OPTIONS% -Xshare:dump "-XX:SharedClassListFile=%NEW%\classes" "-XX:SharedArchiveFile=%NEW%\classes.jsa" >nul 2>&1 <nul
>"%NEW%\stamp" echo %ID%
rem of two that prepare at the same time, the first is kept: no folder is renamed to a name that is taken
ren "%NEW%" "%NAME%" 2>nul
if exist "%NEW%" rmdir /s /q "%NEW%"
:prepared
set "FASTER="
if exist "%START%\classes.jsa" set FASTER="-XX:SharedArchiveFile=%START%\classes.jsa" -Xlog:cds=off,aot=off,class+path=off
if exist "%START%\native" set FASTER=%FASTER% "-Donnxruntime.native.path=%START%\native"

rem the arguments as they were typed, without the first; SHIFT would split them at commas and equals signs
set ALL=%*
set REST=
if not "%~2"=="" set REST=%ALL:* =%

if "%~2"=="--help" goto tool
if "%~2"=="-h" goto tool
if "%~1"=="train" goto absent
if "%~1"=="hessian" goto absent
if "%~1"=="java" goto java
if "%~1"=="shell" goto shell
if "%~1"=="bench" goto absent
:tool
rem the virtual machine says on standard error that it uses an incubating module: commands without kernels do without
for %%c in ("" --version -V --help -h help chip map report generate-completion) do if "%~1"=="%%~c" set "MODULES="
"%JAVA%" %MODULES% %OPTIONS% %FASTER% %SYNFIRE_JAVA_OPTIONS% org.synfire.tools.Synfire %*
exit /b %ERRORLEVEL%

:java
if "%~2"=="" >&2 echo synfire: which file? synfire java FILE.java [ARGUMENT...]& exit /b 1
if not exist "%~2" >&2 echo synfire: there is no file %~2& exit /b 1
"%JAVA%" %MODULES% %OPTIONS% %FASTER% %SYNFIRE_JAVA_OPTIONS% %REST%
exit /b %ERRORLEVEL%

:shell
set LIBRARIES=
if exist "%START%\native" set LIBRARIES="-R-Donnxruntime.native.path=%START%\native"
"%JSHELL%" -R--add-modules=jdk.incubator.vector -R--enable-native-access=ALL-UNNAMED -R--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED -R-XX:+UseParallelGC %LIBRARIES% --startup DEFAULT --startup "%ROOT%\lib\shell.jsh" %REST%
exit /b %ERRORLEVEL%

:absent
echo synfire: %~1 is not in the distribution: it needs a clone of the repository>&2
exit /b 1

rem leaves the version that %JAVA% says in VERSION, and its first number in MAJOR; 0 if it says none
:version
set "VERSION="
set "MAJOR=0"
for /f "tokens=2,3" %%u in ('call "%JAVA%" -version 2^>^&1') do if "%%~u"=="version" set "VERSION=%%~v"
for /f "delims=.-+" %%v in ("%VERSION%") do set "MAJOR=%%v"
exit /b 0
